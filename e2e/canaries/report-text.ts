import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'
import { run } from '../product.ts'

/** All that is in a debug report which is made now, with the names of its files. */
export async function reportText(
  dataFolder: string,
  name: string,
  environment: Record<string, string> = {},
): Promise<string> {
  const file = join(dataFolder, `${name}.zip`)
  const { code, stderr } = await run(
    ['report', '--data-dir', dataFolder, '--output', file],
    environment,
  )
  if (code !== 0) throw new Error(`promptbin report ended with ${code}: ${stderr}`)
  const texts: string[] = []
  const zip = await openPromise(file)
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    texts.push(`${entry.fileName}\n${content}`)
  }
  return texts.join('\n')
}
