import { IconCloudOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '#web/words.ts'

function listen(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Says that the connection is gone and what happens to what is typed. */
export function OfflineBar() {
  const t = useWords('ui')
  const online = useSyncExternalStore(listen, () => navigator.onLine)
  if (online) return null
  return (
    <p className="offline" role="status">
      <IconCloudOff size={16} /> {t('offline')}
    </p>
  )
}
