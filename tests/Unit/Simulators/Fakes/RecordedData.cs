using MiyagiSensing.Unit.Architecture;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Fakes;

/// <summary>The recorded data sets, which lie beside the project and not in it.</summary>
internal static class RecordedData
{
    /// <summary>Their folder. Without it the test is skipped by name, and fails where CI says that nothing may be missing.</summary>
    public static string Folder()
    {
        var folder = Path.GetFullPath(Path.Combine(SourceTree.Root, "..", "shared", "data"));
        if (!Directory.Exists(folder))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "The recorded data sets (../shared/data) are missing, and this is CI.");
            Assert.Skip("The recorded data sets (../shared/data beside the project) are not here.");
        }

        return folder;
    }
}
