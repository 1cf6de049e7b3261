import { useEffect } from 'react';
import { takeDropped, takeFiles } from '../state/files/take-files';
import { bindShortcuts } from '../state/actions/shortcuts';
import type { View } from '../state/store/preferences-slice';
import { store, useStore } from '../state/store/store';
import { DataBrowser } from './data-browser/DataBrowser';
import { DataDialog } from './data-sets/DataDialog';
import { FileIntake } from './files/FileIntake';
import { Toasts } from './common/Toasts';
import { Banners } from './header/Banners';
import { Header } from './header/Header';
import { Hints } from './hints/Hints';
import { HelpDialog } from './help/HelpDialog';
import { PromptsRail } from './prompts/PromptsRail';
import { Tour } from './tour/later-tour';
import { ViewBoundary } from './views/ViewBoundary';
import { fetchLaterViews, viewComponents } from './views/views';
import './styles/every-style';

export function App() {
  const view = useStore((state) => state.view);
  const tour = useStore((state) => state.tour);
  const modelIsThere = useStore((state) => state.model.info !== null);
  useEffect(() => bindShortcuts(window), []);
  useEffect(() => {
    if (modelIsThere) fetchLaterViews();
  }, [modelIsThere]);
  return (
    <div className="app">
      <SkipLink />
      <Header />
      <Workspace view={view} />
      <Banners />
      <Notices />
      <FileIntake onFiles={openFiles} onDrop={takeDropped} />
      <HelpDialog />
      <DataDialog />
      <DataBrowser />
      <Hints />
      {tour === null ? null : <Tour />}
    </div>
  );
}

/** The prompts and the view: beside each other, or in a narrow window one below the other. Each view begins at its top. */
function Workspace({ view }: { readonly view: View }) {
  const CurrentView = viewComponents[view];
  return (
    <div className="workspace">
      <PromptsRail />
      <main key={view} ref={showTop} id="view" className="main" tabIndex={-1}>
        <ViewBoundary>
          <CurrentView />
        </ViewBoundary>
      </main>
    </div>
  );
}

/** In a narrow window what holds the view scrolls, and would stay where the last view was left. */
function showTop(view: HTMLElement | null): void {
  if (view?.parentElement) view.parentElement.scrollTop = 0;
}

/** The first stop of the keyboard: past the header and the prompts to the view. */
function SkipLink() {
  return (
    <a
      className="skip-link"
      href="#view"
      onClick={(event) => {
        // The address holds what the page shows, and keeps it.
        event.preventDefault();
        document.getElementById('view')?.focus();
      }}
    >
      Skip to the view
    </a>
  );
}

function openFiles(files: readonly File[]): void {
  void takeFiles(files);
}

function Notices() {
  const notices = useStore((state) => state.notices);
  const { dismissNotice, dismissAllNotices } = store.getState();
  return <Toasts notices={notices} onDismiss={dismissNotice} onDismissAll={dismissAllNotices} />;
}
