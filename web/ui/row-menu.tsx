import { ActionIcon, Menu } from '@mantine/core'
import { type Icon, IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '#web/words.ts'

export type MenuItem = Readonly<{
  label: ReactNode
  icon?: Icon
  run: () => void
  grave?: boolean
  /** Why it cannot be done now; said instead of a grey line without a reason. */
  because?: string
}>

/** The ⋯ of a row or a record; `name` says whose actions they are. */
export function RowMenu({ name, items }: { name: string; items: readonly MenuItem[] }) {
  const t = useWords('ui')
  if (items.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          aria-label={t('actions_of', { name })}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {items.map(({ label, icon: Icon, run, grave, because }, at) => (
          <Menu.Item
            key={typeof label === 'string' ? label : at}
            onClick={run}
            disabled={because !== undefined}
            {...(grave ? { color: 'red' } : {})}
            {...(Icon ? { leftSection: <Icon size={16} /> } : {})}
          >
            {label}
            {because && <span className="because">{because}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
