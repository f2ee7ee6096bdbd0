/** What was taken of it already, and then the rest; who stops reading ends the rest, even before it was begun. */
export async function* resumed<Piece>(first: Piece, rest: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
