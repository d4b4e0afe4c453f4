import type { PromptClient } from '@promptbin/prompt-client'
import { type TestTool, text } from './test-tool.ts'

/** The tools that change what is listed: the library does it, so that a real change is told. */
export const changingTools = (library: PromptClient): readonly TestTool[] => [
  {
    name: 'test_trigger_prompt_change',
    run: async (_input, { call }) => {
      await library.create({ title: 'Changed', content: 'The list has changed.' }, call)
      return text('A prompt was added.')
    },
  },
]
