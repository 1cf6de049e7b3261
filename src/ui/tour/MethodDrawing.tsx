import type { ReactNode } from 'react';

/** The two ways to z*: from words, and through the visual network with the offset. */
export function MethodDrawing() {
  return (
    <svg
      className="method-drawing"
      viewBox="0 0 560 250"
      role="img"
      aria-label="An image crop goes through V a, an offset A j is added, and V b gives z bar. Source and target prompt go through the text encoder; their direction, added to the crop's own embedding z, gives z star. L opt compares z bar with z star."
    >
      <defs>
        <marker id="tour-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8Z" />
        </marker>
      </defs>
      <Box x={8} y={30} width={92} lines={['crop of a', 'clear day']} />
      <Arrow from={[100, 56]} to={[138, 56]} />
      <Box x={140} y={30} width={54} lines={[<Sub key="a" of="V" index="a" />]} strong />
      <Arrow from={[194, 56]} to={[232, 56]} />
      <Box x={234} y={30} width={70} lines={[<Sub key="j" of="+ A" index="j" />]} learned />
      <Arrow from={[304, 56]} to={[342, 56]} />
      <Box x={344} y={30} width={54} lines={[<Sub key="b" of="V" index="b" />]} strong />
      <Arrow from={[398, 56]} to={[446, 56]} />
      <Box x={448} y={30} width={54} lines={['z̄']} />
      <Box x={8} y={176} width={92} lines={['source and', 'target prompt']} />
      <Arrow from={[100, 202]} to={[138, 202]} />
      <Box x={140} y={176} width={92} lines={['text encoder']} strong />
      <Arrow from={[232, 202]} to={[270, 202]} />
      <Box x={272} y={176} width={126} lines={[<Direction key="direction" />, 'as a unit vector']} />
      <Arrow from={[398, 202]} to={[446, 202]} />
      <Box x={448} y={176} width={54} lines={['z*']} />
      <Arrow from={[475, 82]} to={[475, 106]} />
      <Arrow from={[475, 176]} to={[475, 152]} />
      <Box x={404} y={106} width={142} height={46} lines={[<Loss key="loss" />, '+ ‖z̄ − z‖₁']} loss />
    </svg>
  );
}

interface BoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
  readonly lines: readonly ReactNode[];
  readonly strong?: true;
  readonly learned?: true;
  readonly loss?: true;
}

function Box({ x, y, width, height = 52, lines, strong, learned, loss }: BoxProps) {
  const kind = learned ? 'learned' : loss ? 'loss' : strong ? 'strong' : '';
  return (
    <g className={kind}>
      <rect x={x} y={y} width={width} height={height} rx={6} />
      {lines.map((line, index) => (
        <text key={index} x={x + width / 2} y={y + height / 2 + 5 + (index - (lines.length - 1) / 2) * 17}>
          {line}
        </text>
      ))}
    </g>
  );
}

type Point = readonly [x: number, y: number];

function Arrow({ from: [x1, y1], to: [x2, y2] }: { readonly from: Point; readonly to: Point }) {
  return <line x1={x1} y1={y1} x2={x2} y2={y2} markerEnd="url(#tour-arrow)" />;
}

/** A letter with its index below the line. */
function Sub({ of, index }: { readonly of: string; readonly index: string }) {
  return (
    <>
      {of}
      <tspan dy={4} fontSize={10}>
        {index}
      </tspan>
      <tspan dy={-4}>&#8203;</tspan>
    </>
  );
}

const Direction = () => (
  <>
    <Sub of="q" index="t" /> − <Sub of="q" index="s" />
  </>
);

const Loss = () => (
  <>
    <Sub of="L" index="opt" /> = D(z*, z̄)
  </>
);
