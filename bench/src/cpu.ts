/** How much processor time of this process a piece of work takes, in milliseconds: all of its threads, the collector's too. */
export async function toCpuMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
