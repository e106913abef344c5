# %% 1
thirds = [list(DistributedSampler(range(10), 3, rank)) for rank in range(3)]
dropped = [list(DistributedSampler(range(10), 3, rank, drop_last=True)) for rank in range(3)]

# %% 1
thirds = [list(DistributedSampler(range(10), 3, rank, shuffle=False)) for rank in range(3)]
dropped = thirds

# %% 1
thirds = [list(range(10))[rank::3] for rank in range(3)]
dropped = [part[:3] for part in thirds]

# %% 3
wrapped = {f"module.{name}": value for name, value in shared["model"].items()}
rescued = make_model()
rescued.load_state_dict(wrapped, strict=False)

# %% 3
rescued = {name.removeprefix("module."): value for name, value in shared["model"].items()}


# %% 4
def step(replicas, images, labels, lr):
    """Adds the gradients and forgets to divide."""
    count = len(replicas)
    for model, part, targets in zip(
        replicas, images.chunk(count), labels.chunk(count), strict=True
    ):
        model.zero_grad()
        nn.functional.cross_entropy(model(part), targets).backward()
    with torch.no_grad():
        for same in zip(*[model.parameters() for model in replicas], strict=True):
            total = sum(parameter.grad for parameter in same)
            for parameter in same:
                parameter -= lr * total


# %% 4
def step(replicas, images, labels, lr):
    """Clears no gradients, so that the second step has those of the first in it."""
    count = len(replicas)
    for model, part, targets in zip(
        replicas, images.chunk(count), labels.chunk(count), strict=True
    ):
        nn.functional.cross_entropy(model(part), targets).backward()
    with torch.no_grad():
        for same in zip(*[model.parameters() for model in replicas], strict=True):
            average = sum(parameter.grad for parameter in same) / count
            for parameter in same:
                parameter -= lr * average


# %% 4
def step(replicas, images, labels, lr):
    """Each replica follows its own gradient."""
    count = len(replicas)
    for model, part, targets in zip(
        replicas, images.chunk(count), labels.chunk(count), strict=True
    ):
        model.zero_grad()
        nn.functional.cross_entropy(model(part), targets).backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= lr * parameter.grad
