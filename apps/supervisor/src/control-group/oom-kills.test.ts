import { expect, test } from 'vitest'
import { createOomQuestion } from './oom-kills.ts'

/** Reads these files, and no others. */
const readerOf = (files: Readonly<Record<string, string>>) => (file: string) => {
  const text = files[file]
  if (text === undefined) throw new Error(`There is no ${file}.`)
  return text
}

const v1 = '5:pids:/a\n4:memory:/box\n0::/a\n'

test.each([
  ['v2', '0::/user.slice\n', '/sys/fs/cgroup/user.slice/memory.events'],
  ['v2 with a colon in its name', '0::/box:1\n', '/sys/fs/cgroup/box:1/memory.events'],
  ['v2 in a container', '0::/outside/box\n', '/sys/fs/cgroup/memory.events'],
  ['v1', v1, '/sys/fs/cgroup/memory/box/memory.oom_control'],
  ['v1 in a container', v1, '/sys/fs/cgroup/memory/memory.oom_control'],
])('a kill is told once, by cgroup %s', (_version, groups, file) => {
  const files = { '/proc/self/cgroup': groups, [file]: 'oom_kill 2\n' }
  const wasOomKilled = createOomQuestion(readerOf(files))
  expect(wasOomKilled()).toBe(false)
  files[file] = 'low 0\noom_kill 3\noom_group_kill 0\n'
  expect(wasOomKilled()).toBe(true)
  expect(wasOomKilled()).toBe(false)
})

test('where nobody counts nothing was killed', () => {
  expect(createOomQuestion(readerOf({}))()).toBe(false)
})
