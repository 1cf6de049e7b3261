/** What is wrong with how the suite was called, rather than with what it tests: exit code 2. */
export class BadUse extends Error {
  override readonly name = 'BadUse';
}
