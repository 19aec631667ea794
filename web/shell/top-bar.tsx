import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconBuilding,
  IconDevices,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSun,
  IconUser,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, useEffect } from 'react'
import type { Preferences } from '#core/people/identity.ts'
import { client } from '#web/client.ts'
import { features } from '#web/features/index.ts'
import { commandKey, useKeys } from '#web/keys.ts'
import { useMay, useMe, useReader } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { endFormerPush, turnOffPush } from '#web/push.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { useLabels, useWords } from '#web/words.ts'
import css from './shell.module.css'
import { useSetPreferences } from './use-set-preferences.ts'

/** What the reader may create, in order. */
export function useNewActions() {
  const may = useMay()
  return features
    .flatMap(({ newActions = [] }) => newActions)
    .filter(({ permission }) => permission === undefined || may(permission) !== undefined)
    .toSorted((a, b) => a.order - b.order)
}

function NewMenu() {
  const t = useWords('shell')
  const say = useLabels()
  const go = useGo()
  const actions = useNewActions()
  const first = actions[0]
  useKeys(first ? { KeyN: () => go(first.to) } : {})
  if (actions.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          className={css['wide'] ?? ''}
          variant="default"
          leftSection={<IconPlus size={16} />}
          aria-keyshortcuts="n"
        >
          {t('new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ to, label, icon: Icon }) => (
          <Menu.Item key={to} leftSection={<Icon size={16} />} onClick={() => go(to)}>
            {say(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const choices = {
  language: { ar: 'arabic', en: 'english' },
  digits: { latn: 'latn', arab: 'arab' },
  calendar: { gregory: 'gregory', hijri: 'hijri', both: 'both' },
  theme: { light: 'light', dark: 'dark', system: 'system' },
} as const

function Choice<Name extends keyof typeof choices>({ name }: { name: Name }) {
  const t = useWords('shell')
  const preferences: Preferences = usePreferences()
  const set = useSetPreferences()
  return (
    <>
      <Menu.Label>{t(name)}</Menu.Label>
      <div className={css['choice']}>
        <Menu.RadioGroup value={preferences[name]} onChange={(value) => set({ [name]: value })}>
          {Object.entries(choices[name]).map(([value, label]) => (
            <Menu.RadioItem key={value} value={value} {...(name === 'language' && { lang: value })}>
              {t(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </div>
    </>
  )
}

/** What features offer to one place of the bar. */
const Parts = ({ of }: { of: readonly ComponentType[] }) =>
  of.map((Part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
    <Part key={at} />
  ))

const meMenu = features.flatMap(({ meMenu: parts = [] }) => parts)
const meMarks = features.flatMap(({ meMarks: marks = [] }) => marks)

function MeMenu({ onKeys }: { onKeys: () => void }) {
  const t = useWords('shell')
  const me = useMe()
  const go = useGo()
  const queries = useQueryClient()
  const reader = useReader()
  useEffect(() => {
    // A session may have ended without a word, and somebody else signed in.
    endFormerPush(reader).catch(() => {})
  }, [reader])
  const signOut = useMutation({
    mutationFn: async () => {
      // Whoever signs in here next must not see what is for this reader.
      await turnOffPush().catch(() => {})
      return client.people.signOut({})
    },
    onSettled: () => {
      queries.clear()
      go('/sign-in')
    },
  })
  const move = useMutation({
    mutationFn: (companyId: string) => client.people.switchCompany({ companyId }),
    onSuccess: () => window.location.assign('/'),
  })
  return (
    <Menu position="bottom-end" width={264} alignItemsLabels="none">
      <Menu.Target>
        <ActionIcon size={40} radius="xl" aria-label={t('me', { name: me.name })}>
          <Avatar name={me.name} person size={30} />
          <Parts of={meMarks} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{me.name}</bdi>
        </Menu.Label>
        <Parts of={meMenu} />
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => go('/settings/me')}>
          {t('my_account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDevices size={16} />}
          onClick={() => go('/settings/me?tab=sessions')}
        >
          {t('sessions')}
        </Menu.Item>
        <Menu.Divider />
        <Choice name="language" />
        <Choice name="digits" />
        <Choice name="calendar" />
        <Choice name="theme" />
        <Menu.Divider />
        {me.companies.length > 1 && <Menu.Label>{t('companies')}</Menu.Label>}
        {me.companies.length > 1 &&
          me.companies.map(({ id, name }) => (
            <Menu.Item
              key={id}
              leftSection={<IconBuilding size={16} />}
              disabled={id === me.company.id}
              onClick={() => move.mutate(id)}
            >
              <bdi>{name}</bdi>
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onKeys}>
          {t('keyboard')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          {t('sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const topActions = features.flatMap(({ topActions: actions = [] }) => actions)

/** Search, new, language, theme, bell, me. */
export function TopBar({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const t = useWords('shell')
  const { language, theme } = usePreferences()
  const set = useSetPreferences()
  const dark = theme === 'dark'
  return (
    <div className={css['top']}>
      <button
        type="button"
        className={css['search']}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={onSearch}
      >
        <IconSearch size={16} />
        <span>{t('search')}</span>
        <kbd className={css['wide']} dir="ltr">
          {commandKey} K
        </kbd>
      </button>
      <div className={css['topEnd']}>
        <NewMenu />
        <ActionIcon
          className={css['wide'] ?? ''}
          aria-label={t('other_language')}
          lang={language === 'ar' ? 'en' : 'ar'}
          onClick={() => set({ language: language === 'ar' ? 'en' : 'ar' })}
        >
          <span className={css['topLang']}>{language === 'ar' ? 'EN' : 'ع'}</span>
        </ActionIcon>
        <ActionIcon
          className={css['wide'] ?? ''}
          aria-label={t('theme')}
          onClick={() => set({ theme: dark ? 'light' : 'dark' })}
        >
          {dark ? <IconSun size={19} stroke={1.6} /> : <IconMoon size={19} stroke={1.6} />}
        </ActionIcon>
        <Parts of={topActions} />
        <MeMenu onKeys={onKeys} />
      </div>
    </div>
  )
}
