/** `full` takes seconds on a GPU and hours on a CPU that plays one; `small` is for the latter. */
export type InspectionSize = 'small' | 'full';
