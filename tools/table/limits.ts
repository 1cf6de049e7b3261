/** What the table cannot say, beside it in the page and in the docs. */
export const limits: readonly string[] = [
  'One renderer draws all streets and all weathers, so nothing here shows what holds on photographs.',
  'The CLIP under every detector has seen captioned scenes of all weathers: the four weathers are unseen by the detector, not by CLIP.',
  'There is one built-in CLIP, pretrained with one seed. Intervals draw seeds of the detector’s training, and streets; another CLIP may differ by more.',
  'People who know fog and night thought out the photometric family, jitter and the corruptions; that a row “knows nothing” means that no prompt and no image of a target weather enters.',
  'No row is tuned here: constants are the published ones, and where none are known, one value was taken. Another strength or probability may order the rows otherwise.',
];
