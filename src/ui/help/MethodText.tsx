import { Term } from '../common/Terms';
import { Links } from './Links';

export function MethodText() {
  return (
    <div style={{ display: 'grid', gap: 14, alignContent: 'start' }}>
      <div>
        <h3>The method</h3>
        <ol>
          <li>
            <strong>Prompts.</strong> CLIP’s text encoder turns the source prompt and each target prompt into a
            direction: from what the training images are to what the detector shall bear.
          </li>
          <li>
            <strong>Optimise.</strong> For each target prompt one <Term name="offset" /> is learned: added between{' '}
            <Term name="Va" /> and <Term name="Vb" />, it moves the embedding of a crop along that direction (
            <Term name="cosine" />) while its content stays (
            <Term name="l1" />
            ). Their sum is <Term name="Lopt" />.
          </li>
          <li>
            <strong>Train.</strong> A Faster R-CNN with CLIP’s text embeddings as classifier is trained on the source
            domain only; in half of the steps, drawn at random, an offset, averaged over its grid, is added to the
            features.
          </li>
          <li>
            <strong>Detect.</strong> At test time nothing is added. The two panes show the same picture through two
            detectors.
          </li>
          <li>
            <strong>Evaluate.</strong> Average precision on domains that training never saw, by definitions that are
            named, and every box behind it.
          </li>
        </ol>
      </div>
      <div>
        <h3>Pictures and boxes</h3>
        <p>
          Drop, paste or open images anywhere. The wheel zooms both panes at once, dragging moves them; in a pane that
          has the focus the arrow keys do. The legend above the panes says how each kind of box is drawn: gained, lost,
          false, found by both, missed. Fine dots are ground truth, which built-in scenes and data sets have. A match
          needs the same class and an IoU of at least 0.5.
        </p>
      </div>
      <div>
        <h3>Where things go</h3>
        <p>
          Everything runs in this page. No prompt, image or model leaves your machine. The address holds prompts,
          parameters and scene: copy it to share them. A session file holds curves, offsets and detections too.
        </p>
      </div>
      <Links />
    </div>
  );
}
