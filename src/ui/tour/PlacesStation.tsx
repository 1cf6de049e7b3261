import movers from '../../../docs/alignment-movers.json' with { type: 'json' };

const shown = ['Offsets: “weather”, shipped', 'Text-chosen photometrics', 'Matched random photometrics'];
const names: Readonly<Record<string, string>> = { [shown[0]!]: 'Semantic offsets (CLIP the Gap)' };
const spaces = [
  { space: 'embedding', title: 'in the embedding, after V_b', where: 'where offsets are learned' },
  { space: 'features', title: 'after V_a', where: 'where the detector sees them' },
] as const;

/** Cosines of what each method does with what real weather does, where offsets are learned and where a detector sees them. */
export function PlacesStation() {
  return (
    <>
      <div className="tour-figure">
        {spaces.map(({ space, title, where }) => (
          <table key={space} className="table cosine-bars">
            <caption>
              <strong>{title}</strong> <span className="muted">{where}</span>
            </caption>
            <tbody>
              {shown.map((name) => {
                const row = movers.rows.find((one) => one.title === name && one.space === space);
                return row ? (
                  <tr key={name}>
                    <th scope="row">{names[name] ?? name}</th>
                    <td aria-hidden="true">
                      <span className="bar" style={{ width: `${100 * row.own}%` }} />
                      <span className="bar-mark" style={{ left: `${100 * row.others}%` }} />
                    </td>
                    <td className="end">{row.own.toFixed(2)}</td>
                    <td className="end muted">{row.others.toFixed(2)}</td>
                  </tr>
                ) : null;
              })}
            </tbody>
          </table>
        ))}
        <p className="muted small">
          Bar: cosine with the shift of the weather that the prompt names. Tick: with the other weathers.{' '}
          {movers.streets} streets, fifteen prompts.
        </p>
      </div>
      <div className="tour-text">
        <p>
          Here streets exist in every weather, so one can measure where real weather moves CLIP’s features, and compare.
        </p>
        <p>
          Offsets point the right way in the embedding, where they are learned. After V<sub>a</sub>, where the detector
          gets them, they hardly do: many changes of the features lead to the same embedding, and L_opt does not say
          which one is the weather’s.
        </p>
        <p>
          Photometric transforms are real images. What they do after V<sub>a</sub> is what some change of light does;
          but random ones do nearly as much there.
        </p>
      </div>
    </>
  );
}
