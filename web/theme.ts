import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  InputWrapper,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  NumberInput,
  Select,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'

const family = '"IBM Plex Sans Arabic", "Noto Naskh Arabic", system-ui, sans-serif'
const petrol: MantineColorsTuple = [
  '#eaf4f6',
  '#d3e7eb',
  '#a8cfd7',
  '#79b4c0',
  '#4f9aaa',
  '#2f8194',
  '#176e82',
  '#0e5a6b',
  '#0b4a58',
  '#083944',
]
/** Warm greys: paper, not steel. */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f5f2ec',
  '#e9e5de',
  '#dfdad1',
  '#d3ccc0',
  '#a39c90',
  '#6b665d',
  '#55514a',
  '#37342f',
  '#1d1b18',
]
const dark: MantineColorsTuple = [
  '#efece6',
  '#c0bab0',
  '#9f998e',
  '#7d776c',
  '#47433b',
  '#35322c',
  '#22211d',
  '#1b1a17',
  '#161513',
  '#12110f',
]
const red: MantineColorsTuple = [
  '#fdf0ee',
  '#fbe6e2',
  '#f5c5bd',
  '#f59a89',
  '#e0705d',
  '#c84e38',
  '#b23a28',
  '#9b281d',
  '#7f1f16',
  '#5e160f',
]
const field = { size: 'sm', radius: 8 } as const

export const theme = createTheme({
  fontFamily: family,
  headings: { fontFamily: family, fontWeight: '600' },
  colors: { petrol, gray, dark, red },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.28,
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.6', sm: '1.6', md: '1.65', lg: '1.55', xl: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      styles: {
        root: { fontWeight: 500 },
        label: { display: 'block', height: 'auto', lineHeight: 1.6, overflow: 'visible' },
      },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 34 } }),
    InputWrapper: InputWrapper.extend({
      styles: {
        label: { fontWeight: 500, marginBlockEnd: 3 },
        error: { fontSize: '0.75rem', lineHeight: 1.65, marginBlockStart: 4 },
        description: {
          fontSize: '0.75rem',
          lineHeight: 1.65,
          color: 'var(--ink-3)',
          marginBlockStart: 4,
        },
      },
    }),
    Notification: Notification.extend({
      styles: {
        root: { border: '1px solid var(--line-strong)', boxShadow: 'var(--shadow-bar)' },
        description: { color: 'var(--ink-2)', lineHeight: 1.7 },
      },
    }),
    TextInput: TextInput.extend({ defaultProps: field }),
    NumberInput: NumberInput.extend({
      defaultProps: { ...field, hideControls: true, thousandSeparator: ',' },
    }),
    Select: Select.extend({
      defaultProps: { ...field, allowDeselect: false, checkIconPosition: 'right' },
    }),
    Textarea: Textarea.extend({ defaultProps: { ...field, autosize: true, minRows: 2 } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 4 } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 500 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, fz: 'xs', events: { hover: true, focus: true, touch: true } },
    }),
    Menu: Menu.extend({
      defaultProps: {
        position: 'bottom-start',
        radius: 10,
        shadow: 'md',
        // Its placeholder is a focusable element that a menu may not contain.
        withInitialFocusPlaceholder: false,
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 14,
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        transitionProps: { transition: 'fade', duration: 140 },
      },
    }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
  },
})

/** Mantine's own variables take their values from tokens.css, so that light and dark are decided in one place. */
const roles = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--late3-ink)',
}
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: roles,
  dark: roles,
})
