/** TensorBoard's event files (tensorflow/core/util/event.proto, framework/summary.proto). */
import { concatBytes } from './bytes';
import { bytesField, doubleField, floatField, integerField, textField } from './onnx/protobuf-writer';
import { writeTfRecords } from './tf-record';

/** The scalars of one step. */
export interface ScalarEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  /** By tag; stored as float32. */
  readonly scalars: readonly (readonly [tag: string, value: number])[];
  /** A text of this step by tag, in Markdown. */
  readonly texts?: readonly (readonly [tag: string, text: string])[];
}

const stringType = 7;

/** Event: 1 wall_time, 2 step, 3 file_version, 5 summary. Summary: 1 value. */
export function writeTfEvents(events: readonly ScalarEvent[]): Uint8Array<ArrayBuffer> {
  const first = concatBytes([doubleField(1, events[0]?.wallTime ?? 0), textField(3, 'brain.Event:2')]);
  return writeTfRecords([
    first,
    ...events.map(({ wallTime, step, scalars, texts = [] }) =>
      concatBytes([
        doubleField(1, wallTime),
        integerField(2, step),
        bytesField(
          5,
          concatBytes([
            ...scalars.map(([tag, value]) => bytesField(1, concatBytes([textField(1, tag), floatField(2, value)]))),
            ...texts.map(([tag, text]) => bytesField(1, textValue(tag, text))),
          ]),
        ),
      ]),
    ),
  ]);
}

/** Value: 1 tag, 8 tensor (1 dtype, 2 tensor_shape, 8 string_val), 9 metadata (1 plugin_data: 1 plugin_name). A shape without fields is a scalar. */
function textValue(tag: string, text: string): Uint8Array {
  const tensor = concatBytes([integerField(1, stringType), bytesField(2, new Uint8Array(0)), textField(8, text)]);
  const metadata = bytesField(1, textField(1, 'text'));
  return concatBytes([textField(1, tag), bytesField(8, tensor), bytesField(9, metadata)]);
}
