import type { Prompt, PromptSummary, Rendering } from '@promptbin/prompts'

/** A prompt as a list shows it. */
export const summary: PromptSummary = {
  id: '0193506e-0000-7000-8000-000000000000',
  name: 'linux-terminal',
  title: 'Linux Terminal',
  description: 'Acts as a terminal.',
  folder: '',
  tags: ['dev'],
  favourite: false,
  variables: [{ name: 'command', required: true }],
  latest: 2,
  defaultVersion: 2,
  labels: [],
  contentBytes: 15,
  generation: 7,
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T11:00:00.000Z',
  usedAt: null,
}

export const page = { items: [summary], nextCursor: 'bmV4dA', total: { value: 2, exact: true } }

export const prompt: Prompt = {
  ...summary,
  aliases: [],
  version: {
    n: 2,
    sha256: 'a'.repeat(64),
    messages: [{ role: 'user', text: 'Run {{command}}' }],
    variables: summary.variables,
    modelConfig: {},
    message: '',
    author: 'local',
    client: 'browser',
    createdAt: '2026-11-22T11:00:00.000Z',
  },
}

export const rendering: Rendering = {
  messages: [{ role: 'user', text: 'Run pwd' }],
  text: 'Run pwd',
  name: 'linux-terminal',
  version: 2,
  label: 'latest',
  sha256: 'a'.repeat(64),
  modelConfig: {},
  includes: [],
  missing: [],
  invalid: [],
}
