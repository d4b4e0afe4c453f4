import { expect, test } from 'vitest'
import { createOomQuestion } from './oom-kills.ts'

test.each([
  ['v2', '0::/user.slice\n', '/sys/fs/cgroup/user.slice/memory.events'],
  ['v1', '5:pids:/a\n4:memory:/box\n0::/a\n', '/sys/fs/cgroup/memory/box/memory.oom_control'],
])('a kill is told once, by cgroup %s', (_version, groups, file) => {
  const files: Record<string, string> = { '/proc/self/cgroup': groups, [file]: 'oom_kill 2\n' }
  const wasOomKilled = createOomQuestion((path) => files[path] ?? '')
  expect(wasOomKilled()).toBe(false)
  files[file] = 'low 0\noom_kill 3\noom_group_kill 0\n'
  expect(wasOomKilled()).toBe(true)
  expect(wasOomKilled()).toBe(false)
})

test('where nobody counts nothing was killed', () => {
  const read = () => {
    throw new Error('no such file')
  }
  expect(createOomQuestion(read)()).toBe(false)
})
