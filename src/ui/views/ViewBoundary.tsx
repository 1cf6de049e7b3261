import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

/** Shows a view, and where drawing it fails, what failed. The other views stay as they are. */
export class ViewBoundary extends Component<Props, { readonly failure: string | null }> {
  override readonly state: { readonly failure: string | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { readonly failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <div role="alert" className="view-missing">
        <p>
          <strong>This view could not be shown: {failure}</strong> Show it again; if that fails, reload the page and
          report it. Runs, prompts and detectors are kept.
        </p>
        <button type="button" className="button" onClick={() => this.setState({ failure: null })}>
          Show again
        </button>
      </div>
    );
  }
}
