import type { Folder } from '#core/inbox/conversation.ts'
import { useMay } from '#web/me.tsx'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './list.module.css'
import { askedOf } from './use-conversations.ts'
import { useCounts } from './use-counts.ts'

/** What people work in first comes first. */
const order: readonly Folder[] = [
  ...(['mine', 'unassigned', 'all', 'waiting'] as const),
  ...(['team', 'mentions', 'snoozed', 'closed'] as const),
]

/** The piles of work as tabs, each with how many lie in it. */
export function Folders() {
  const t = useWords('inbox')
  const may = useMay()
  const counts = useCounts()
  const [search] = useSearchText()
  const { folder: active } = askedOf(search)
  const shown = order.filter((folder) =>
    may('inbox.read') === 'own' ? !['unassigned', 'team', 'all'].includes(folder) : true,
  )
  return (
    <nav className={css['folders']} aria-label={t('folders')}>
      {shown.map((folder) => (
        <Go
          key={folder}
          to={`/inbox${stringifySearch({ ...search, folder, message: '' })}`}
          aria-current={folder === active ? 'page' : undefined}
        >
          {t(`folder_${folder}`)}
          {counts && folder !== 'closed' && (
            <span>
              <Count value={counts[folder]} />
            </span>
          )}
        </Go>
      ))}
    </nav>
  )
}
