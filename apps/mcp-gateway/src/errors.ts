import { defineError } from '@promptbin/errors'

/** All errors of the gateway itself; what prompt-web refuses keeps its code. */

export const toolUnknown = defineError({
  code: 'PB_MCP_TOOL_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no tool named "%s"; the tools are %s.',
  hint: 'Ask tools/list what they do and take.',
})

export const resourceUnknown = defineError({
  code: 'PB_MCP_RESOURCE_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no resource "%s".',
  hint: 'Read promptbin://prompts/{name}, with the name of a prompt as resources/list gives it.',
})

export const resourceVersionInvalid = defineError({
  code: 'PB_MCP_RESOURCE_VERSION_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The version "%s" in the resource URI is not a number.',
  hint: 'Versions count from 1: promptbin://prompts/{name}?version=1',
})

export const upgradeRequired = defineError({
  code: 'PB_MCP_UPGRADE_REQUIRED',
  status: 426,
  class: 'user',
  severity: 'info',
  message: 'This address carries MCP as lines of JSON over an upgraded connection.',
  hint: 'Send "connection: upgrade" and "upgrade: mcp-stdio", or speak Streamable HTTP at /mcp.',
})

export const connectionsExhausted = defineError({
  code: 'PB_MCP_CONNECTIONS_EXHAUSTED',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The gateway serves %d connections already, which is all it can.',
  hint: 'Close AI clients that are not needed, then try again.',
  operatorHint: 'If all these clients are meant, raise mcp.max_connections.',
})

export const clientShareExhausted = defineError({
  code: 'PB_MCP_CLIENT_SHARE_EXHAUSTED',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'This client holds %d connections already, which is its share.',
  hint: 'Close connections that are not needed, then try again.',
  operatorHint:
    'A client that loses connections and opens new ones is the usual reason: promptbin_mcp_connections tells how many there are.',
})

export const sessionUnknown = defineError({
  code: 'PB_MCP_SESSION_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'Session not found: it has ended, or it is of another client.',
  hint: 'Send initialize without the header "mcp-session-id" to begin a new one.',
})

/** What a session still owes when it ends: whoever waits is told, instead of waiting in vain. */
export const sessionEnded = defineError({
  code: 'PB_MCP_SESSION_ENDED',
  status: 404,
  class: 'transient',
  severity: 'info',
  message: 'The session ended before this was answered.',
  hint: 'Send initialize to begin a new one, and ask again.',
  retry: 'after-a-look',
  operatorHint: 'Nothing: sessions end when they are not used, and when the gateway is replaced.',
})

export const sessionRequired = defineError({
  code: 'PB_MCP_SESSION_REQUIRED',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The header "mcp-session-id" is missing.',
  hint: 'Send initialize first, then its session id with every request; or speak 2026-07-28, which needs none.',
})

export const sessionBusy = defineError({
  code: 'PB_MCP_SESSION_BUSY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'This session waits for %d answers already.',
  hint: 'Wait for answers before asking for more.',
  operatorHint: 'Nothing, unless calls of that client hang: promptbin errors tells.',
})

export const httpMethodRefused = defineError({
  code: 'PB_MCP_HTTP_METHOD_REFUSED',
  status: 405,
  class: 'user',
  severity: 'info',
  message: 'Method not allowed: MCP knows no HTTP method %s.',
  hint: 'Send JSON-RPC messages with POST.',
})

export const profileUnknown = defineError({
  code: 'PB_MCP_PROFILE_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no profile of this name.',
  hint: 'Connect to /mcp, or to a profile that mcp.profiles of the configuration names.',
})

export const batchRefused = defineError({
  code: 'PB_MCP_BATCH_REFUSED',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'Several messages in one body are known only to 2025-03-26.',
  hint: 'Send each message by itself.',
})

export const batchInvalid = defineError({
  code: 'PB_MCP_BATCH_INVALID',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The batch is empty, too long, or not of JSON-RPC messages.',
  hint: 'Send 1 to 100 messages in one body, and initialize by itself.',
})

export const initializeInvalid = defineError({
  code: 'PB_MCP_INITIALIZE_INVALID',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The parameters of initialize are not as MCP defines them.',
  hint: 'It takes protocolVersion, capabilities and clientInfo with name and version.',
})

export const idRepeated = defineError({
  code: 'PB_MCP_ID_REPEATED',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'A request with the same id is not answered yet.',
  hint: 'Give every request of a session an id of its own.',
})

export const subscriptionsExhausted = defineError({
  code: 'PB_MCP_SUBSCRIPTIONS_EXHAUSTED',
  status: 429,
  class: 'user',
  severity: 'info',
  message: 'This client follows %d resources already, which is all it can.',
  hint: 'Unsubscribe from resources that are not needed, or follow promptbin://list-prompts.',
})

export const draining = defineError({
  code: 'PB_MCP_DRAINING',
  status: 503,
  class: 'transient',
  severity: 'info',
  message: 'The gateway is about to stop.',
  hint: 'Connect again in a moment.',
  operatorHint: 'Nothing: the next process of the gateway takes over by itself.',
})

/** In the same words in which prompt-web says it: outside a profile there is no telling the two apart. */
export const promptUnknown = defineError({
  code: 'PB_PROMPT_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no prompt named "%s".',
  hint: 'List or search the prompts to find the name.',
})

export const promptOutside = defineError({
  code: 'PB_MCP_PROMPT_OUTSIDE',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'Over this connection prompts are kept in the folder "%s".',
  hint: 'Name that folder, one below it, or none.',
})

export const writingRefused = defineError({
  code: 'PB_MCP_WRITING_REFUSED',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'Prompts cannot be saved over this connection: %s.',
  hint: 'The person can save the prompt in PromptBin, or connect with a token and a profile that may write.',
})

export const promptMoved = defineError({
  code: 'PB_PROMPT_CHANGED',
  status: 412,
  class: 'user',
  severity: 'info',
  message: 'The newest version of the prompt "%s" is %d, not %d; nothing was saved.',
  hint: 'Read it with get_prompt, repeat your change on what you get, and save that with its version as expectedVersion.',
})

export const promptToSaveIncomplete = defineError({
  code: 'PB_MCP_PROMPT_INCOMPLETE',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'There is no prompt of that name yet, and a new one needs %s.',
  hint: 'Give them, or the name of the prompt that is to have a new version.',
})

export const messageInvalid = defineError({
  code: 'PB_MCP_MESSAGE_INVALID',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The body is not one JSON-RPC message.',
  hint: 'Send an object with jsonrpc "2.0", and an id that is a text or a whole number.',
})
