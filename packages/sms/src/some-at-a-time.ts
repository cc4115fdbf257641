/** Asks for each item, a few at once, and gives the answers in the order of the items; rejects with the first that fails. */
export async function someAtATime<Item, Answer>(
  items: readonly Item[],
  concurrency: number,
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    // The workers share one iterator, so that each item is taken once.
    for (const [index, item] of queue) answers[index] = await ask(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return answers;
}
