/* What pages of the console do beyond plain HTML. Each part is useful alone. */

import { switchTheme } from '@promptbin/styles/public/scripts/shared/theme.js'
import { followNow } from './live.js'
import { followLog } from './log-tail.js'
import { editConfiguration } from './operations/configuration.js'
import { sendForms } from './operations/forms.js'
import { askBeforePressing } from './operations/press.js'
import { openPalette } from './palette.js'

switchTheme()
openPalette()
askBeforePressing()
sendForms()
editConfiguration()
followLog()
followNow()
// Most pages have no charts, and need not load what draws them.
if (document.querySelector('.chart')) await import(new URL('charts.js', import.meta.url).href)
