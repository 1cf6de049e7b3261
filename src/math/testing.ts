/** Milliseconds of CPU that this process has used: for tests with a limit, which must not depend on what else the machine does. Node only. */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
