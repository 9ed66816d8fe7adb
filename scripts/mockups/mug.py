"""An 11 oz mug: 82 mm across, 95 mm high, a 200 x 90 mm wrap that leaves the handle free."""
import math
import os
import sys

import bpy
import numpy as np

sys.path.append(os.path.dirname(__file__))
import studio
from studio import MM

RADIUS, HEIGHT, WALL = 41.0, 95.0, 4.0
WRAP_WIDTH, WRAP_HEIGHT, WRAP_TOP = 200.0, 90.0, 92.5
AROUND = 256
# View -> angle of the camera from the handle, counter-clockwise from above.
VIEWS = {'right': 234.0, 'left': 126.0, 'front': 180.0}


def arc(center, radius, start, end, steps):
    turns = np.radians(np.linspace(start, end, steps))
    return [(center[0] + radius * math.cos(t), center[1] + radius * math.sin(t)) for t in turns]


def profile():
    """(radius, height) in mm from under the foot, up the wall, over the lip and down to the inner floor."""
    lip = WALL / 2
    return [
        (0.0, 1.6), (33.0, 1.6), *arc((34.5, 1.5), 1.5, 180, 270, 6),
        *arc((RADIUS - 2.5, 2.5), 2.5, 270, 360, 10),
        *[(RADIUS, z) for z in np.linspace(6, WRAP_TOP, 12)],
        *arc((RADIUS - lip, HEIGHT - lip), lip, 6, 180, 18),
        *[(RADIUS - WALL, z) for z in np.linspace(HEIGHT - lip - 4, 16, 10)],
        *arc((RADIUS - WALL - 9, 14), 9, 0, -90, 14), (0.0, 5.0),
    ]


def body(glaze, inside):
    outline = profile()
    turns = np.linspace(0, 2 * math.pi, AROUND + 1)
    vertices = [(r * math.cos(t) * MM, r * math.sin(t) * MM, z * MM) for r, z in outline for t in turns[:-1]]
    # Over the lip the map goes on upwards; under the foot, downwards.
    top = max(range(len(outline)), key=lambda i: outline[i][1])
    v = [(WRAP_TOP - z) / WRAP_HEIGHT if i <= top else (z - HEIGHT - 9) / WRAP_HEIGHT for i, (_, z) in enumerate(outline)]
    v = [max(x, 1.001) if r < RADIUS - 0.01 and i < 20 else x for i, ((r, _), x) in enumerate(zip(outline, v))]
    u = 0.5 + (turns - math.pi) * RADIUS / WRAP_WIDTH
    faces, corners, tags = [], [], []
    for i in range(len(outline) - 1):
        for j in range(AROUND):
            k = (j + 1) % AROUND
            faces.append((i * AROUND + j, i * AROUND + k, (i + 1) * AROUND + k, (i + 1) * AROUND + j))
            corners += [(u[j], v[i]), (u[j + 1], v[i]), (u[j + 1], v[i + 1]), (u[j], v[i + 1])]
            tags.append(1 if i > top and outline[i][1] < HEIGHT - 3 else 0)
    made = studio.mesh_object('mug', vertices, faces, [glaze, inside], corners)
    made.data.polygons.foreach_set('material_index', tags)
    return made


def handle(glaze):
    """A swept oval that widens where it meets the wall."""
    points = np.array([(38.2, 77), (47, 79.5), (60, 77), (68.5, 66), (69.5, 51), (64.5, 36), (53, 25), (44, 21), (38.2, 19.5)])
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    path = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:]):
        for t in np.linspace(0, 1, 14, endpoint=False):
            path.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    path = np.array([*path, points[-1]])
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    outward = np.stack([along[:, 1], -along[:, 0]], 1)
    far = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    near = np.minimum(far, far[-1] - far)
    flare = 1 + 0.55 * np.exp(-((near / 7.0) ** 2))
    round_ = np.radians(np.linspace(0, 360, 48, endpoint=False))
    square = lambda x: np.sign(x) * np.abs(x) ** 0.8
    vertices = [
        ((p[0] + n[0] * thick * f) * MM, wide * f * MM, (p[1] + n[1] * thick * f) * MM)
        for p, n, f in zip(path, outward, flare)
        for thick, wide in zip(4.1 * square(np.cos(round_)), 6.6 * square(np.sin(round_)))
    ]
    faces = [
        (i * 48 + j, i * 48 + (j + 1) % 48, (i + 1) * 48 + (j + 1) % 48, (i + 1) * 48 + j)
        for i in range(len(path) - 1)
        for j in range(48)
    ]
    return studio.mesh_object('handle', vertices, faces, [glaze])


def build(chosen, angle):
    studio.empty_scene(chosen)
    glaze = studio.material('glaze', (0.86, 0.855, 0.845), roughness=0.13, specular=0.5)
    inside = studio.material('inside', (0.86, 0.855, 0.845), roughness=0.13, specular=0.5)
    body(glaze, inside)
    handle(glaze)
    turn = math.radians(angle)

    def around(x, y, z):
        """The studio turns around the mug: x to the camera's right, y away from it."""
        return (-x * math.sin(turn) - y * math.cos(turn), x * math.cos(turn) - y * math.sin(turn), z)

    backdrop = studio.floor(studio.material('paper', (0.73, 0.69, 0.64)), back_m=0.5, radius_m=0.4)
    backdrop.rotation_euler[2] = turn + math.pi / 2
    studio.ambient((0.97, 0.98, 1.0), 0.3)
    middle = (0, 0, 0.05)
    studio.softbox(around(-0.5, -0.3, 0.4), middle, (0.16, 0.62), 6.5, (1, 0.97, 0.93))
    studio.softbox(around(0.7, 0.05, 0.3), middle, (0.12, 0.5), 2.2, (0.94, 0.97, 1))
    studio.softbox(around(-0.15, 0.3, 0.85), middle, (0.9, 0.6), 7.0)
    studio.camera(around(0.0, -0.62, 0.19), (0, 0, 0.0455), lens_mm=122)
    return inside


if __name__ == '__main__':
    chosen = studio.options()
    for name, angle in VIEWS.items():
        if chosen['only'] not in (None, name):
            continue
        inside = build(chosen, angle)
        view = studio.View(chosen, 'mug', name)
        view.render()
        red = inside.node_tree.nodes['Principled BSDF'].inputs['Base Color']
        red.default_value = (0.527, 0.021, 0.026, 1)  # #c0282d
        view.render_base('base-red', border=(0.24, 0.76, 0.12, 0.26))
