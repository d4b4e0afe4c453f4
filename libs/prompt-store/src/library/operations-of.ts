/** What a thread is asked; one that reads starts faster without the code that only writing needs. */
export async function operationsOf(role: 'writer' | 'reader') {
  if (role === 'reader') return { operations: (await import('./questions.ts')).questions }
  const { changes, takeNoted } = await import('./changes.ts')
  return { operations: changes, tell: takeNoted }
}
