import { html, type Markup } from '@promptbin/html'

/** A block of lines to paste elsewhere, with a button that copies them. */
export function copyable(id: string, name: string, lines: string): Markup {
  return html`<div class="snippet">
    <pre id="${id}" tabindex="0" role="region" aria-label="${name}">${lines}</pre>
    <button class="button button-small needs-script" type="button" data-copy="#${id}">Copy</button>
  </div>`
}

/** How AI clients reach this library. */
export function connectGuide(mcpUrl: string): Markup {
  const servers = { mcpServers: { promptbin: { type: 'http', url: mcpUrl } } }
  return html`<p>PromptBin speaks the Model Context Protocol. In its folder one command sets a client up, and tries whether it works; <code>npx promptbin connect --list</code> tells which clients it knows:</p>
  ${copyable('connect-npx', 'Command that sets a client up', 'npx promptbin connect claude-code')}
  <p>By hand, give your client this address:</p>
  ${copyable('connect-url', 'Address for AI clients', mcpUrl)}
  <p>Clients that read a file of servers take this entry:</p>
  ${copyable('connect-json', 'Entry for a client’s configuration', JSON.stringify(servers, null, 2))}
  <p>Claude Code itself takes one command:</p>
  ${copyable('connect-command', 'Command for Claude Code', `claude mcp add --transport http promptbin ${mcpUrl}`)}
  <p class="fine">For clients that start their servers themselves (stdio), paste the lines that <code>npm start</code> printed.</p>`
}
