/* What pages do beyond plain HTML. Each part is useful alone, and the pages work without any. */
import { watchConnection } from './connection.js'
import { offerCopying } from './copy.js'
import { sendDraft, settleDraft } from './drafts.js'
import { followImports } from './import.js'
import { listenToKeys } from './keyboard.js'
import { keepPlaceInList } from './list-place.js'
import { closeMenusThatAreLeft } from './menus.js'
import { keepPromptInStep } from './prompt.js'
import { keepResultsInReach } from './results.js'
import { selectPrompts } from './selection.js'
import { switchTheme } from './shared/theme.js'

watchConnection()
offerCopying()
listenToKeys()
keepResultsInReach()
keepPlaceInList()
selectPrompts()
closeMenusThatAreLeft()
switchTheme()
followImports(document.querySelector('form#import'))
keepPromptInStep()
document.querySelector('#merge')?.addEventListener('submit', sendDraft)

// What a page says once, after a save, is not said again when it is reloaded or bookmarked.
const address = new URL(location.href)
settleDraft(address.searchParams.has('saved'))
for (const once of ['saved', 'done', 'trashed', 'restored', 'changed', 'purged', 'was'])
  address.searchParams.delete(once)
if (address.href !== location.href) history.replaceState(history.state, '', address)
