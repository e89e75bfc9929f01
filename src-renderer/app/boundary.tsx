import { Component, type ReactNode } from 'react';
import { BrokenPage } from '../features/session/stopped-page.tsx';

/** The last net under the whole page: what nobody caught ends in words and not in white. React has it for classes only. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}
