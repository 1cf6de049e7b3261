"""AP at IoU 0.5, VOC 2007 11-point, as the page computes it for its own scenes (continuous boxes)."""
import numpy as np


def iou(box, boxes):
    w = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    h = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    inter = np.clip(w, 0, None) * np.clip(h, 0, None)
    area = (box[2] - box[0]) * (box[3] - box[1])
    return inter / (area + (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) - inter)


def average_precision(detections, objects, k):
    """detections, objects: per image rows (class, score, box) and (class, box)."""
    truth = [np.array([o[1:] for o in image if o[0] == k]).reshape(-1, 4) for image in objects]
    npos = sum(len(t) for t in truth)
    rows = sorted(((d[1], i, d[2:]) for i, image in enumerate(detections) for d in image if d[0] == k), key=lambda r: -r[0])
    taken = [np.zeros(len(t), bool) for t in truth]
    tp = np.zeros(len(rows))
    for n, (_, i, box) in enumerate(rows):
        if len(truth[i]):
            overlap = iou(box, truth[i])
            best = overlap.argmax()
            if overlap[best] > 0.5 and not taken[i][best]:
                taken[i][best], tp[n] = True, 1
    recall, precision = np.cumsum(tp) / max(npos, 1), np.cumsum(tp) / np.arange(1, len(rows) + 1)
    return np.mean([precision[recall >= t].max() if (recall >= t).any() else 0 for t in np.arange(0, 1.1, 0.1)]), npos


def mean_ap(detections, objects, classes=7):
    values = [average_precision(detections, objects, k) for k in range(classes)]
    return 100 * float(np.mean([ap for ap, npos in values if npos]))
