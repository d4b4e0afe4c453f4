import { fork } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { removeStaged, stageFile } from './staged-file.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-staged-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a file is as it was until the commit, and keeps its mode and the link to it', async () => {
  const folder = temporaryFolder()
  const [file, link] = [join(folder, 'real.yaml'), join(folder, 'link.yaml')]
  writeFileSync(file, 'old')
  chmodSync(file, 0o640)
  symlinkSync(file, link)
  const staged = await stageFile(link, 'new')
  expect(readFileSync(link, 'utf8')).toBe('old')
  await staged.commit()
  await staged.discard()
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(statSync(file).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder)).toEqual(['link.yaml', 'real.yaml'])
})

test('a new file is for its owner only, and what is not wanted leaves nothing', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'made', 'new.yaml')
  const staged = await stageFile(file, 'new')
  await staged.commit()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const other = await stageFile(file, 'other')
  await other.discard()
  expect([readFileSync(file, 'utf8'), readdirSync(join(folder, 'made'))]).toEqual([
    'new',
    ['new.yaml'],
  ])
})

test('a folder that cannot be written is told of before anything has changed', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(stageFile(join(file, 'inside.yaml'), 'new')).rejects.toMatchObject({
    code: expect.stringMatching(/ENOTDIR|EEXIST/),
  })
})

test('whenever the process is killed that writes, the file is the old one or the new one', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'promptbin-config.yaml')
  const texts = ['a'.repeat(100_000), 'b'.repeat(200_000)]
  writeFileSync(file, texts[0] ?? '')
  const script = fileURLToPath(new URL('../../../test/configuration/rewriter.ts', import.meta.url))
  for (let round = 1; round <= 4; round += 1) {
    const child = fork(script, [file], { stdio: 'ignore' })
    // It tells of each file that it has put in place; the kill meets the next one somewhere.
    for (let told = 0; told < 3 * round; told += 1) await once(child, 'message')
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    expect(texts).toContain(readFileSync(file, 'utf8'))
  }
  await removeStaged(folder)
  expect(readdirSync(folder)).toEqual(['promptbin-config.yaml'])
})
