"""An A5 card, landscape, on an envelope, in the light of a window."""
import math
import os
import sys

import bpy
import numpy as np

sys.path.append(os.path.dirname(__file__))
import studio
from studio import MM

WIDTH, HEIGHT, THICK = 210.0, 148.0, 0.45


def sheet(name, size, thick, materials, uv=False, bow_mm=0.0, steps=48):
    """A lying sheet around the origin, its upper side printed; `bow_mm`: how far its ends rise."""
    xs, ys = np.linspace(-0.5, 0.5, steps + 1), np.linspace(-0.5, 0.5, steps + 1)
    rise = lambda x, y: bow_mm * (0.75 * (2 * x) ** 2 + 0.25 * (2 * y) ** 2 + 0.3 * x * y)
    grid = [(x, y) for y in ys for x in xs]
    top = [(x * size[0] * MM, y * size[1] * MM, (thick + rise(x, y)) * MM) for x, y in grid]
    low = [(x, y, z - thick * MM) for x, y, z in top]
    n = steps + 1
    faces = [(j * n + i, j * n + i + 1, (j + 1) * n + i + 1, (j + 1) * n + i) for j in range(steps) for i in range(steps)]
    ring = [*range(n), *[j * n + steps for j in range(1, n)], *[steps * n + i for i in range(steps - 1, -1, -1)],
            *[j * n for j in range(steps - 1, 0, -1)]]
    walls = [(a + n * n, b + n * n, b, a) for a, b in zip(ring, [*ring[1:], ring[0]])]
    at = lambda k: (grid[k % (n * n)][0] + 0.5, 0.5 - grid[k % (n * n)][1])
    # The walls lie outside the print area: only the face is printed.
    corners = [at(k) for f in faces for k in f] + [(-0.4, -0.4)] * (4 * len(walls))
    made = studio.mesh_object(name, [*top, *low], [*faces, *walls], materials, corners if uv else None)
    made.data.use_auto_smooth = True
    if len(materials) > 1:
        made.data.polygons.foreach_set('material_index', [0] * len(faces) + [1] * len(walls))
    return made


def flap(paper, size):
    """The closed flap of the envelope, point down."""
    w, h = size[0] / 2 * MM, size[1] / 2 * MM
    z = 1.6 * MM
    points = [(-w * 0.985, h * 0.99), (w * 0.985, h * 0.99), (w * 0.10, -h * 0.20), (0, -h * 0.24), (-w * 0.10, -h * 0.20)]
    top = [(x, y, z) for x, y in points]
    low = [(x, y, z - 0.5 * MM) for x, y in points]
    walls = [(i + 5, (i + 1) % 5 + 5, (i + 1) % 5, i) for i in range(5)]
    return studio.mesh_object('flap', [*top, *low], [(4, 3, 2, 1, 0), *walls], [paper], smooth=False)


def window(bars, at, toward, size):
    """Dark bars between lamp and table: the light of a window, out of focus."""
    made = studio.material('bar', (0.02, 0.02, 0.02))
    for x in bars:
        bar = studio.mesh_object('bar', [(x - 0.035, -size, 0), (x + 0.035, -size, 0), (x + 0.035, size, 0), (x - 0.035, size, 0)], [(0, 1, 2, 3)], [made], smooth=False)
        bar.location = at
        bar.rotation_euler = (studio.Vector(toward) - studio.Vector(at)).to_track_quat('-Z', 'Y').to_euler()
        bar.visible_camera = False


def build(chosen, side):
    studio.empty_scene(chosen)
    mirror = 1 if side == 'front' else -1
    card = sheet('card', (WIDTH, HEIGHT), THICK, [studio.material('board', (0.845, 0.84, 0.83), specular=0.1), studio.material('cut', (0.4, 0.38, 0.35))], uv=True, bow_mm=2.2)
    card.location.z = 3.2 * MM
    card.rotation_euler[2] = math.radians(-3 * mirror)
    linen = studio.material('envelope', (0.60, 0.53, 0.44) if side == 'front' else (0.50, 0.53, 0.485), roughness=0.9, specular=0.1)
    size = (222.0, 160.0)
    for part in (sheet('envelope', size, 1.1, [linen]), flap(linen, size)):
        part.location = (26 * MM * mirror, 34 * MM, 0)
        part.rotation_euler[2] = math.radians(9 * mirror)
    studio.floor(studio.bumpy(studio.material('plaster', (0.74, 0.71, 0.67)), 90, 0.25))
    studio.ambient((0.95, 0.98, 1.0), 0.42)
    lamp, middle = (-0.85 * mirror, 0.65, 1.15), (0, 0, 0)
    studio.softbox(lamp, middle, (0.42, 0.42), 24, (1, 0.965, 0.92))
    half = tuple(x * 0.5 for x in lamp)
    window((-0.19, 0.13), half, middle, 0.8)
    studio.camera((0.02 * mirror, -0.36, 0.70), (0.008 * mirror, 0.014, 0), lens_mm=91)


if __name__ == '__main__':
    chosen = studio.options()
    for side in ('front', 'back'):
        if chosen['only'] in (None, side):
            build(chosen, side)
            studio.View(chosen, 'card', side).render()
