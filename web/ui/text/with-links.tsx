import { IconLink } from '@tabler/icons-react'
import { unmadeToken } from '#core/payments/pay-link.ts'
import { Chip } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const unmade = new RegExp(`(\\S*/pay/${unmadeToken}(?:/plan)?)`)

/** The words of a message before it is sent: a link that will be made with it is named, not shown. */
export function WithLinks({ children }: { children: string }) {
  const t = useWords('ui')
  return children.split(unmade).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move.
      <Chip key={at} icon={<IconLink size={13} />}>
        {t(part.endsWith('/plan') ? 'link_of_plan' : 'link_of_payment')}
      </Chip>
    ),
  )
}
