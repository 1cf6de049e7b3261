"""Writes images.json: small image files, and what PIL's exif_transpose and convert('RGB') make of them (Pillow 9.4).

python3 e2e/goldens/images.py
"""
import base64
import io
import json
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

WIDTH, HEIGHT = 20, 16
rng = np.random.RandomState(1)
noise = rng.randint(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
flat = np.zeros_like(noise)
flat[:8, :12], flat[:8, 12:], flat[8:, :12], flat[8:, 12:] = (200, 30, 30), (30, 200, 30), (30, 30, 200), (180, 180, 60)
alpha = np.tile(np.linspace(0, 255, WIDTH).astype(np.uint8), (HEIGHT, 1))
rgba = np.dstack([noise, alpha])
files = {}


def save(name, image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    files[name] = out.getvalue()


def tiff(kind, value, count=1):
    """A block of EXIF metadata with an orientation of any TIFF type."""
    packed = {1: struct.pack('<B3x', value), 3: struct.pack('<H2x', value), 4: struct.pack('<I', value)}[kind]
    return b'II*\0' + struct.pack('<IHHHI', 8, 1, 0x0112, kind, count) + packed + bytes(4)


def jpeg_with(block):
    plain = files['jpeg.jpg']
    content = b'Exif\0\0' + block
    return plain[:2] + b'\xff\xe1' + struct.pack('>H', len(content) + 2) + content + plain[2:]


def chunk(name, content):
    return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))


def png(color, depth, rows, *before):
    head = chunk(b'IHDR', struct.pack('>IIBBBBB', WIDTH, HEIGHT, depth, color, 0, 0, 0))
    pixels = chunk(b'IDAT', zlib.compress(b''.join(b'\0' + row.tobytes() for row in rows)))
    return b'\x89PNG\r\n\x1a\n' + head + b''.join(before) + pixels + chunk(b'IEND', b'')


def swapped_profile():
    """sRGB with red and green exchanged: whoever follows it gets other colours."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
    tags = {}
    for i in range(struct.unpack('>I', profile[128:132])[0]):
        name, at, _ = struct.unpack('>4sII', profile[132 + 12 * i:144 + 12 * i])
        tags[name] = at
    red, green = tags[b'rXYZ'], tags[b'gXYZ']
    profile[red:red + 20], profile[green:green + 20] = profile[green:green + 20], profile[red:red + 20]
    return bytes(profile)


picture = Image.fromarray(noise)
save('jpeg.jpg', picture, 'JPEG', quality=95, subsampling=0)
save('subsampled.jpg', picture, 'JPEG', quality=90)
save('progressive.jpg', picture, 'JPEG', quality=90, progressive=True)
save('grey.jpg', picture.convert('L'), 'JPEG')
save('cmyk.jpg', picture.convert('CMYK'), 'JPEG', quality=95)
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    block = exif.tobytes()
    save(f'turned-{orientation}.jpg', picture, 'JPEG', quality=95, subsampling=0, exif=block)
    save(f'turned-{orientation}.png', picture, 'PNG', exif=block)
    save(f'turned-{orientation}.webp', picture, 'WEBP', lossless=True, exif=block)
    save(f'turned-lossy-{orientation}.webp', Image.fromarray(flat), 'WEBP', quality=90, exif=block)
files['long-6.jpg'] = jpeg_with(tiff(4, 6))
files['two-values-8.jpg'] = jpeg_with(tiff(3, 8, 2))
files['byte-6.jpg'] = jpeg_with(tiff(1, 6))
late = files['turned-6.png']
at = late.index(b'eXIf') - 4
size = 12 + struct.unpack('>I', late[at:at + 4])[0]
files['late-6.png'] = late[:at] + late[at + size:-12] + late[at:at + size] + late[-12:]
save('rgba.png', Image.fromarray(rgba, 'RGBA'), 'PNG')
save('rgba.webp', Image.fromarray(rgba, 'RGBA'), 'WEBP', lossless=True, exact=True)
exif = Image.Exif()
exif[0x0112] = 7
save('rgba-7.webp', Image.fromarray(rgba, 'RGBA'), 'WEBP', lossless=True, exact=True, exif=exif.tobytes())
save('grey-alpha.png', Image.fromarray(rgba[..., [0, 3]], 'LA'), 'PNG')
save('one-colour-transparent.png', picture, 'PNG', transparency=tuple(int(v) for v in noise[0, 0]))
palette = Image.fromarray(flat).convert('P', palette=Image.ADAPTIVE, colors=4)
save('palette.png', palette, 'PNG')
save('palette-transparent.png', palette, 'PNG', transparency=0)
save('palette.gif', palette, 'GIF')
save('bits.png', picture.convert('1'), 'PNG')
save('plain.bmp', picture, 'BMP')
files['png-named.jpg'] = files['turned-1.png']
files['rgb16.png'] = png(2, 16, rng.randint(0, 65536, (HEIGHT, WIDTH, 3)).astype('>u2'))
files['gamma.png'] = png(2, 8, noise, chunk(b'gAMA', struct.pack('>I', 100000)))
for form, name, options in (('PNG', 'png', {}), ('JPEG', 'jpg', {'quality': 95, 'subsampling': 0}), ('WEBP', 'webp', {'lossless': True})):
    save(f'profile.{name}', picture, form, icc_profile=swapped_profile(), **options)


# The flat picture as AVIF (libheif with aom, 4:4:4, quality 95), which Pillow 9.4 cannot write.
AVIF = base64.b64decode(
    'AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAA'
    'AAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAEOAAEAAAAAAAAALAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGF2MDEAAAAAamlwcnAA'
    'AABLaXBjbwAAABNjb2xybmNseAABAA0ABoAAAAAMYXYxQ4EgAgAAAAAUaXNwZQAAAAAAAAAUAAAAEAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQ'
    'AAAAAAAAABAAEEAYIDBAAAADRtZGF0EgAKCDgQ5+wgIaDSMh5EMAAAFLodF4EfQ+R9QOkT7xnGVF9wlQFNF4ROgfY='
)


def boxes(data, start=0):
    while start < len(data):
        size, name = struct.unpack('>I4s', data[start:start + 8])
        yield name, data[start + 8:start + size]
        start += size


def box(name, content):
    return struct.pack('>I4s', 8 + len(content), name) + content


def turned_avif(*properties):
    """AVIF with properties `irot` and `imir` of its picture, which is item 1 and the only one."""
    ftyp, meta, mdat = (content for _, content in boxes(AVIF))
    added = sum(9 for _ in properties) + len(properties)
    parts = []
    for name, content in boxes(meta, 4):
        if name == b'iprp':
            (_, ipco), (_, ipma) = boxes(content)
            before = len(list(boxes(ipco)))
            ipco += b''.join(box(kind, bytes([value])) for kind, value in properties)
            links = bytes([0x80 | (before + 1 + i) for i in range(len(properties))])
            ipma = ipma[:10] + bytes([ipma[10] + len(links)]) + ipma[11:] + links
            content = box(b'ipco', ipco) + box(b'ipma', ipma)
        elif name == b'iloc':
            # Version 0 or 1, one item of one extent; only its place moves.
            at = len(content) - 8
            content = content[:at] + struct.pack('>I', struct.unpack('>I', content[at:at + 4])[0] + added) + content[at + 4:]
        parts.append(box(name, content))
    return box(b'ftyp', ftyp) + box(b'meta', meta[:4] + b''.join(parts)) + box(b'mdat', mdat)


# What libavif makes of each EXIF orientation: quarter turns against the clock, then a mirror (0 upside down, 1 left for right).
for orientation, properties in {
    1: (), 2: ((b'imir', 1),), 3: ((b'irot', 2),), 4: ((b'imir', 0),), 5: ((b'irot', 1), (b'imir', 0)),
    6: ((b'irot', 3),), 7: ((b'irot', 3), (b'imir', 0)), 8: ((b'irot', 1),),
}.items():
    files[f'turned-{orientation}.avif'] = turned_avif(*properties)

second = Image.fromarray(255 - flat)
for form, name in (('GIF', 'gif'), ('WEBP', 'webp'), ('PNG', 'png')):
    save(f'animated.{name}', Image.fromarray(flat), form, save_all=True, append_images=[second], **({'lossless': True} if name == 'webp' else {}))

cases = []
for name, content in sorted(files.items()):
    if name.endswith('.avif'):
        exif = Image.Exif()
        exif[0x0112] = int(name[-6])
        content_of_same_turn = io.BytesIO()
        Image.fromarray(flat).save(content_of_same_turn, 'PNG', exif=exif.tobytes())
        image = Image.open(content_of_same_turn)
    else:
        image = Image.open(io.BytesIO(content))
    image.load()
    turned = ImageOps.exif_transpose(image).convert('RGB')
    cases.append({
        'name': name,
        'file': base64.b64encode(content).decode(),
        'width': turned.width,
        'height': turned.height,
        'rgb': base64.b64encode(turned.tobytes()).decode(),
    })
with open(os.path.join(os.path.dirname(__file__), 'images.json'), 'w') as out:
    out.write('[\n' + ',\n'.join(json.dumps(case) for case in cases) + '\n]\n')
