import { Component, type ReactNode, Suspense } from 'react';

interface Props {
  readonly children: ReactNode;
}

/** Shows a view, nothing while its script is on its way, and what to do where it does not come. */
export class ViewBoundary extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (this.state.failed) {
      return (
        <p role="alert">
          This view could not be shown. Its script may not have arrived: the connection failed, or the host has a newer
          version. Reload the page; runs, prompts and detectors are kept.
        </p>
      );
    }
    return <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}
