/** How much processor time of this process a piece of work takes, in milliseconds: all of its threads, the collector's too. */
export async function toCpuMs(times: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}
