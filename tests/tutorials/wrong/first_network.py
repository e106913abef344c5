# %% 2
# Both layers fit, but the middle has 32 numbers again.
net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))

# %% 2
# The last layer was made as small as the middle, instead of the other way around.
net = nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(16, 16))

# %% 2
# As in the exercise.
net = nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(32, 10))

# %% 3
# The images are not turned.
turned = accuracy(model, test)

# %% 3
# Those it learned from, instead of those of the test.
answers = model(images.flip(dims=[1])[train]).argmax(dim=1)
turned = (answers == labels[train]).float().mean().item()

# %% 3
# The order of the images is reversed, and not that of the numbers in each.
answers = model(images.flip(dims=[0])[test]).argmax(dim=1)
turned = (answers == labels[test]).float().mean().item()


# %% 3
# All images are counted, those it learned from too.
upside_down = model(images.flip(dims=[1])).argmax(dim=1)
turned = (upside_down == labels).float().mean().item()
