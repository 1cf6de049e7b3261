// What stands below wins over what stands above.
import './tokens.css';
import './base.css';
import './controls.css';
import './shell.css';
import './prompts.css';
import './photometrics.css';
import './optimise.css';
import './detect.css';
import './compare.css';
import './evaluate.css';
import './train.css';
import './explain.css';
import './runs.css';
import './data.css';
import './data-browser.css';
import './overlays.css';
import './presentation.css';
