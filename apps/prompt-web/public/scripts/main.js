/* What pages do beyond plain HTML. Each part is useful alone, and the pages work without any. */
import { watchConnection } from './connection.js'
import { offerCopying } from './copy.js'
import { sendDraft, settleDraft } from './drafts.js'
import { listenToKeys } from './keyboard.js'
import { keepPromptInStep } from './prompt.js'
import { keepResultsInReach } from './results.js'

watchConnection()
offerCopying()
listenToKeys()
keepResultsInReach()
keepPromptInStep()
document.querySelector('#merge')?.addEventListener('submit', sendDraft)

// What a page says once, after a save, is not said again when it is reloaded or bookmarked.
const address = new URL(location.href)
settleDraft(address.searchParams.has('saved'))
for (const once of ['saved', 'done', 'trashed']) address.searchParams.delete(once)
if (address.href !== location.href) history.replaceState(history.state, '', address)
