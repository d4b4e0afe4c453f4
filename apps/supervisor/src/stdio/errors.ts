import { defineError } from '@promptbin/errors'

/** A line on stdin that is not JSON-RPC. */
export const notJsonRpc = defineError({
  code: 'PB_RELAY_NOT_JSON_RPC',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'This line is not a JSON-RPC 2.0 message.',
  hint: 'Send one message a line, without line breaks inside.',
})

/** The client sent several messages in one line, which its version of MCP does not know. */
export const batchUnknown = defineError({
  code: 'PB_RELAY_BATCH_UNKNOWN',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'Several messages in one line are known only to 2025-03-26.',
  hint: 'Send each message by itself.',
})

/** The gateway is there and does not want this client; `%s` is what it said. */
export const gatewayRefused = defineError({
  code: 'PB_RELAY_REFUSED',
  status: 403,
  class: 'permanent',
  severity: 'error',
  message: 'PromptBin does not serve this client: %s',
  hint: 'Check the options of `promptbin mcp` against the configuration.',
  operatorHint:
    'Compare the options of the client with auth and mcp.profiles of the configuration.',
})

/** A change was in flight when the gateway ended. */
export const outcomeUnknown = defineError({
  code: 'PB_RELAY_OUTCOME_UNKNOWN',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The gateway ended during this request, which may or may not have been carried out.',
  hint: 'Look whether the change is there before you try again.',
  retry: 'after-a-look',
  operatorHint: 'See why the gateway ended: promptbin events.',
})

/** More requests wait than the relay may keep. */
export const relayBusy = defineError({
  code: 'PB_RELAY_BUSY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'Too many requests wait for an answer.',
  hint: 'Wait for some of the answers, then try again.',
  operatorHint:
    'Nothing, unless it lasts: then the gateway is too slow, and promptbin top tells why.',
})

/** The gateway has been away for longer than a client waits. */
export const gatewayUnavailable = defineError({
  code: 'PB_RELAY_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'error',
  message: 'PromptBin is not available: %s',
  hint: 'Try again; `promptbin status` and logs/promptbin.log in the data folder say more.',
  operatorHint: 'Look why the gateway is away: promptbin status, promptbin errors.',
})
