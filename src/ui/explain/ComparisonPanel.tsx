import { cosineText } from '../../runs/records/cosine-text';
import type { ComparedShift, ShiftSpace } from '../../analysis/embedding/shift-comparison';
import { ExportMenu } from '../common/ExportMenu';
import { Panel } from '../common/Panel';
import { ExplainBadge } from './ExplainBadge';
import { TableScroll } from '../common/TableScroll';
import { Term } from '../common/Terms';
import { comparisonExports, useShiftComparison } from './use-explain';

/** Offsets, text-chosen transforms, their control and the text direction, each against where real weather moves the same streets. */
export function ComparisonPanel() {
  const { compared, scenes, hasDictionary } = useShiftComparison();
  return (
    <Panel
      title="What points where the weather goes?"
      badge={<ExplainBadge kind="shifts" />}
      tools={
        <ExportMenu
          name="Export the comparison"
          items={compared ? comparisonExports(compared) : []}
          unavailable={compared ? null : 'Measure true shifts first.'}
        />
      }
    >
      <p>
        Offsets change features, transforms change pixels, and the text direction changes nothing but says where to go.
        All are compared with the same real shifts, on streets that none of them has seen. Matched random changes pixels
        as much as what text chose: what text adds is the difference between these two rows.
      </p>
      {compared === null ? (
        <p className="muted">“Measure true shifts” above measures this, too.</p>
      ) : compared.length === 0 ? (
        <p className="muted">No target prompt names a weather of the scenes, so there is nothing to compare with.</p>
      ) : (
        <ComparisonTable compared={compared} scenes={scenes} />
      )}
      {hasDictionary ? null : (
        <p className="muted">
          Photometric transforms join the comparison when they are measured for this model, beside the target prompts.
        </p>
      )}
    </Panel>
  );
}

const spaceTitles: Readonly<Record<ShiftSpace, React.ReactNode>> = {
  embedding: 'embedding z',
  features: (
    <>
      <Term name="Va" />, mean over positions
    </>
  ),
};

interface ComparisonTableProps {
  readonly compared: readonly ComparedShift[];
  readonly scenes: number;
}

/** A row for each mover in each space; the largest of a column and space is bold. */
export function ComparisonTable({ compared, scenes }: ComparisonTableProps) {
  const best = (space: ShiftSpace) =>
    Math.max(...compared.filter((row) => row.space === space).map(({ whole }) => whole.meanDiagonal));
  return (
    <>
      <TableScroll label="Agreement with real weather">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Moved by</th>
              <th scope="col">In</th>
              <th scope="col" className="end">
                Own weather
              </th>
              <th scope="col" className="end">
                Other weathers
              </th>
              <th scope="col" className="end">
                Rows right
              </th>
              <th scope="col" className="end">
                What tells them apart
              </th>
            </tr>
          </thead>
          <tbody>
            {compared.map(({ title, space, whole, apart }) => (
              <tr key={`${title} ${space}`}>
                <th scope="row">{title}</th>
                <td>{spaceTitles[space]}</td>
                <td className={`end ${whole.meanDiagonal === best(space) ? 'largest' : ''}`}>
                  {cosineText(whole.meanDiagonal)}
                </td>
                <td className="end">{cosineText(whole.meanOffDiagonal)}</td>
                <td className="end">
                  {whole.right} of {whole.judged}
                </td>
                <td className="end">{cosineText(apart.meanDiagonal)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="muted small">
        Mean cosines with the real shifts of {scenes} validation streets. Transforms are drawn as in a training, one for
        each street and prompt. What tells them apart: own weather again, after both sides lost what all prompts share.
      </p>
    </>
  );
}
