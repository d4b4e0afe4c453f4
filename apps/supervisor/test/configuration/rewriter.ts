import { stageFile } from '../../src/configuration/file/staged-file.ts'

// Replaces a file again and again by one of two texts, and tells its parent of each, until it is killed.
const [, , file = ''] = process.argv
for (let round = 0; ; round += 1) {
  const staged = await stageFile(file, round % 2 === 0 ? 'b'.repeat(200_000) : 'a'.repeat(100_000))
  await staged.commit()
  process.send?.(round)
}
