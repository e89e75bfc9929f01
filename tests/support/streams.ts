/** The next of a stream. Fails where it has ended. */
export async function nextOf<T>(stream: AsyncIterator<T, unknown>): Promise<T> {
  const { done, value } = await stream.next();
  if (done) throw new Error('the stream has ended');
  return value;
}

/** All of a stream, once it has ended. */
export async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}
