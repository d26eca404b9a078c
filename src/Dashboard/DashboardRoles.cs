namespace MiyagiSensing.Dashboard;

/// <summary>Roles that pages ask for; everything else is open to every signed-in person.</summary>
internal static class DashboardRoles
{
    public const string Admin = "admin";
}
