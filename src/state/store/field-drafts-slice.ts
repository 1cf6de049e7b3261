import { sameValue } from '../../method/setting';
import type { Slice } from './slice';

/** What stands in a field while it is typed, as long as it is not the value that holds. */
export interface FieldDraft {
  readonly text: string;
  /** The value that held when this was typed; the draft is over once another one holds. */
  readonly value: unknown;
  /** Why it is refused; null where it is the value that holds, written in another way. */
  readonly problem: string | null;
}

export interface FieldDraftsSlice {
  /** By form and setting, e.g. `optimise.iterations`. */
  readonly fieldDrafts: Readonly<Record<string, FieldDraft>>;
  readonly setFieldDraft: (field: string, draft: FieldDraft | null) => void;
}

export const createFieldDraftsSlice: Slice<FieldDraftsSlice> = (set) => ({
  fieldDrafts: {},
  setFieldDraft: (field, draft) =>
    set(({ fieldDrafts }) => {
      if (draft === null && !(field in fieldDrafts)) return {};
      const { [field]: _, ...others } = fieldDrafts;
      return { fieldDrafts: draft === null ? others : { ...others, [field]: draft } };
    }),
});

/**
 * Why a form cannot be run as it stands: one of its fields holds what is no value. Null where all do.
 * @param values what holds, by setting
 */
export function draftProblem(
  { fieldDrafts }: Pick<FieldDraftsSlice, 'fieldDrafts'>,
  form: string,
  values: Readonly<Record<string, unknown>>,
): string | null {
  for (const [key, value] of Object.entries(values)) {
    const draft = fieldDrafts[`${form}.${key}`];
    if (draft?.problem && sameValue(draft.value, value)) return draft.problem;
  }
  return null;
}
