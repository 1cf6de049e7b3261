import { useEffect } from 'react';
import { takeDropped, takeFiles } from '../state/files/take-files';
import { bindShortcuts } from '../state/store/shortcuts';
import { store, useStore } from '../state/store/store';
import { DataBrowser } from './data-browser/DataBrowser';
import { DataDialog } from './data-sets/DataDialog';
import { FileIntake } from './files/FileIntake';
import { Toasts } from './common/Toasts';
import { Banners } from './header/Banners';
import { Header } from './header/Header';
import { HelpDialog } from './help/HelpDialog';
import { PromptsRail } from './prompts/PromptsRail';
import { ViewBoundary } from './views/ViewBoundary';
import { fetchLaterViews, viewComponents } from './views/views';
import './styles/every-style';

export function App() {
  const view = useStore((state) => state.view);
  const modelIsThere = useStore((state) => state.model.info !== null);
  const CurrentView = viewComponents[view];
  useEffect(() => bindShortcuts(window), []);
  useEffect(() => {
    if (modelIsThere) fetchLaterViews();
  }, [modelIsThere]);
  return (
    <div className="app">
      <Header />
      <Banners />
      <PromptsRail />
      <main key={view} className="main">
        <ViewBoundary>
          <CurrentView />
        </ViewBoundary>
      </main>
      <Notices />
      <FileIntake onFiles={openFiles} onDrop={takeDropped} />
      <HelpDialog />
      <DataDialog />
      <DataBrowser />
    </div>
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
