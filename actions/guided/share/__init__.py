"""»Må jeg dele det?«"""
