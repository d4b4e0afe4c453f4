/** Fills a library with prompts "Number 1" to "Number <count>", of which every third is in `thirds`. */
export async function createManyPrompts(home: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const n = index + 1
    const place = n % 3 === 0 ? { folder: 'thirds' } : {}
    return {
      title: `Number ${n}`,
      content: `The text of number ${n}.`,
      tags: ['counted'],
      ...place,
    }
  })
  for (const row of rows) {
    const response = await fetch(new URL('/api/v1/prompts', home), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(row),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  }
}
