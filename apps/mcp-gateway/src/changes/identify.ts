import type { PromptClient } from '@promptbin/prompt-client'
import type { InterestsOptions } from './interests.ts'

/** It only serves to follow a prompt that is renamed, so nobody waits for it. */
const timeoutMs = 5_000

/**
 * Finds the prompt that a URI means by asking the library, which also knows the names that a prompt
 * had before and the URIs under which prompts were imported; within `folders` alone, if they are given.
 */
export function createIdentify(
  library: Pick<PromptClient, 'get'>,
  folders?: readonly string[],
): NonNullable<InterestsOptions['identify']> {
  return async (uri) => {
    const [, name = uri] =
      /^promptbin:\/\/(?:prompts|get-prompt-by-name|get-prompt)\/([^/?#]+)/.exec(uri) ?? []
    const deadline = Date.now() + timeoutMs
    const call = { client: 'mcp-gateway', deadline, ...(folders && { folders }) }
    const { value } = await library.get(name, {}, call)
    return value.id
  }
}
