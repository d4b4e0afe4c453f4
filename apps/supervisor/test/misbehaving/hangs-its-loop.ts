import { pretend } from './pretend.ts'

pretend({
  onReady: () => {
    for (;;);
  },
})
