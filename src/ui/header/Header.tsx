import { CircleHelp, Database, Download, GraduationCap, Link, Moon, Sun, SunMoon, Upload } from 'lucide-react';
import { ActionButton } from '../common/ActionButton';
import { BackendPill } from './BackendPill';
import { ModelPill } from './ModelPill';
import { useHeader } from './use-header';
import { ViewTabs } from './ViewTabs';

const themeIcons = { system: <SunMoon />, light: <Sun />, dark: <Moon /> } as const;

export function Header() {
  const { theme, actions } = useHeader();
  return (
    <header className="app-header">
      <h1 className="brand">
        <img src="./icons/favicon.svg" alt="" width={23} height={23} />
        <div>
          CLIP the Gap <span>playground</span>
        </div>
      </h1>
      <ViewTabs />
      <div className="header-tools">
        <ModelPill />
        <BackendPill />
        <ActionButton action={actions.showData} icon={<Database />} className="quiet tool" />
        <ActionButton action={actions.copyLink} icon={<Link />} className="quiet tool" />
        <ActionButton action={actions.importSession} icon={<Upload />} className="quiet tool" />
        <ActionButton action={actions.exportSession} icon={<Download />} className="quiet tool" />
        <ActionButton
          action={actions.nextTheme}
          icon={themeIcons[theme]}
          className="quiet tool"
          title={`Theme: ${theme}. Change`}
        />
        <ActionButton action={actions.tour} icon={<GraduationCap />} className="quiet" />
        <ActionButton action={actions.help} icon={<CircleHelp />} className="quiet" />
      </div>
    </header>
  );
}
