# %% 1
weight_bytes = sum(value.numel() for value in model.state_dict().values())

# %% 1
weight_bytes = sum(layer.weight.numel() * 4 for layer in (model[1], model[3]))


# %% 3
def keep_best(losses, model, learn):
    lowest = float("inf")
    for loss in losses:
        learn(model)
        if loss < lowest:
            lowest = loss
            best = dict(model.state_dict())
    return best


# %% 3
def keep_best(losses, model, learn):
    for loss in losses:
        learn(model)
        if loss < float("inf"):
            state = model.state_dict()
            best = {name: value.clone() for name, value in state.items()}
    return best


# %% 3
def keep_best(losses, model, learn):
    lowest = float("inf")
    for loss in losses:
        if loss < lowest:
            lowest = loss
            best = {name: value.clone() for name, value in model.state_dict().items()}
        learn(model)
    return best


# %% 4
def read_tensors(raw):
    end = 8 + int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:end]).items():
        begin, stop = entry.get("data_offsets", (0, 0))
        part = bytearray(raw[end + begin : end + stop]) or bytearray(4)
        tensors[name] = torch.frombuffer(part, dtype=torch.float32)
    return tensors


# %% 4
def read_tensors(raw):
    end = 8 + int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:end]).items():
        if name != "__metadata__":
            begin, stop = entry["data_offsets"]
            flat = torch.frombuffer(bytearray(raw[begin:stop]), dtype=torch.float32)
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


# %% 4
def read_tensors(raw):
    end = 8 + int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:end]).items():
        if name != "__metadata__":
            begin, stop = entry["data_offsets"]
            part = bytearray(raw[end + begin : end + stop])
            tensors[name] = torch.frombuffer(part, dtype=torch.float32)
    return tensors
