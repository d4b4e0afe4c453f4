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
})
