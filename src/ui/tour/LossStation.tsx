import { useEffect, useMemo, useState } from 'react';
import { Curve } from '../../runs/records/curve';
import type { CurveTable } from '../../runs/records/curve-table';
import type { TourRecords } from '../../state/tour/read-tour';
import { optimisationSeries } from '../optimise/curve-series';
import { LossChart } from '../optimise/LossChart';
import { Missing } from './Missing';

/** The recorded run of L_opt, drawn as it went. */
export function LossStation({ optimisation }: { readonly optimisation: TourRecords['optimisation'] }) {
  if (optimisation === null) return <Missing />;
  const { curves, targetPrompts } = optimisation;
  const total = curves.values[curves.columns.indexOf('loss_total')]!;
  return (
    <>
      <Replay curves={curves} />
      <div className="tour-text">
        <p>
          For {targetPrompts.length} prompts at once, each with an offset of its own, Adam takes {total.length} steps
          with a rate of 0.01 on random crops of clear days.
        </p>
        <p>
          L_opt falls from <strong>{total[0]!.toFixed(3)}</strong> to <strong>{total.at(-1)!.toFixed(3)}</strong>. The
          cosine distance brings z̄ to where the words say; the l1 term keeps it near z, so that a car stays a car.
        </p>
        <p>
          The detector is then trained on clear days as before. In half of the steps one of the offsets, averaged over
          its grid, is added to the features.
        </p>
      </div>
    </>
  );
}

/** How long the replay takes. */
const milliseconds = 4000;

function Replay({ curves }: { readonly curves: CurveTable }) {
  const rows = curves.values[0]!.length;
  const still = useMemo(() => matchMedia('(prefers-reduced-motion: reduce)').matches, []);
  const [curve] = useState(() => (still ? Curve.from(curves) : new Curve(curves.columns)));
  useEffect(() => {
    if (still) return undefined;
    let frame = 0;
    let started: number | null = null;
    const draw = (now: number) => {
      started ??= now;
      const due = Math.min(rows, Math.ceil((rows * (now - started)) / milliseconds));
      while (curve.length < due) curve.append(curves.values.map((column) => column[curve.length]!));
      if (curve.length < rows) frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [curve, curves, rows, still]);
  return (
    <div className="tour-figure">
      <LossChart
        curve={curve}
        series={optimisationSeries}
        logarithmic={false}
        height={380}
        total={rows}
        empty=""
        label={`Recorded curve of L_opt over ${rows} iterations`}
      />
    </div>
  );
}
