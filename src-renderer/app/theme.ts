import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** One accent, quiet and not a traffic light: red, amber and green are kept for what is due. */
const ink: MantineColorsTuple = [
  '#eef3fb',
  '#dbe4f3',
  '#b4c7e6',
  '#8aa8d9',
  '#678ece',
  '#517dc7',
  '#4575c5',
  '#3664ae',
  '#2d599c',
  '#1f4c8a',
];

const QUICK = { transitionProps: { duration: 120 } };

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  colors: { ink },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '14px' } } },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: QUICK } },
    MultiSelect: { defaultProps: { size: 'sm', comboboxProps: QUICK } },
    // Without its placeholder the first item has the focus, as a menu should; and axe finds no stranger in it.
    Menu: { defaultProps: { ...QUICK, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: QUICK },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Modal: { defaultProps: { ...QUICK, overlayProps: { backgroundOpacity: 0.35 }, radius: 'md', shadow: 'lg' } },
    // Menus, dialogs and notices lie in one landmark (see app.tsx), so that nothing on the page is outside of all.
    Portal: { defaultProps: { target: '#popups' } },
    // Its element is a <header>, which would be a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Drawer: { defaultProps: { ...QUICK, overlayProps: { backgroundOpacity: 0.25 }, shadow: 'lg' } },
  },
});

/** Mantine's dimmed text, placeholder and error miss the 4.5:1 of WCAG AA; these reach it on every surface that we use. */
export const cssVariablesResolver: CSSVariablesResolver = (base) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': base.colors.gray[7],
    '--mantine-color-placeholder': base.colors.gray[7],
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': base.colors.ink![8],
  },
  dark: {
    '--mantine-color-dimmed': base.colors.dark[1],
    '--mantine-color-placeholder': base.colors.dark[1],
    '--mantine-color-error': '#ff9b90',
    '--mantine-color-anchor': base.colors.ink![3],
  },
});
